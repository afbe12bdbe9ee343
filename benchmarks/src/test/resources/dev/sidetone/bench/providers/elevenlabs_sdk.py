# Copyright 2026 The Sidetone Authors
# SPDX-License-Identifier: Apache-2.0
"""A text in pieces through the official elevenlabs SDK. Arguments: http address, key, file for the µ-law, pieces of text."""
import json
import sys

from elevenlabs.client import ElevenLabs
from elevenlabs.core.api_error import ApiError

http, key, out = sys.argv[1:4]
client = ElevenLabs(api_key=key, base_url=http)
# The SDK asks for TLS whatever the base URL says.
client.text_to_speech._ws_base_url = http.replace("http", "ws", 1)
said = {"bytes": 0, "chunks": 0, "refused": None}
try:
    with open(out, "wb") as audio:
        for chunk in client.text_to_speech.convert_realtime(
            voice_id="scripted", text=iter(sys.argv[4:]), model_id="eleven_flash_v2_5", output_format="ulaw_8000",
        ):
            assert isinstance(chunk, bytes) and chunk
            audio.write(chunk)
            said["bytes"] += len(chunk)
            said["chunks"] += 1
except ApiError as refusal:
    said["refused"] = refusal.status_code
except Exception as refusal:  # websockets' own, before the SDK sees it
    response = getattr(refusal, "response", None)
    if response is None:
        raise
    said["refused"] = response.status_code
print(json.dumps(said))
