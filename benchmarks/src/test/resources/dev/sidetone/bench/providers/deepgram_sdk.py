# Copyright 2026 The Sidetone Authors
# SPDX-License-Identifier: Apache-2.0
"""One phrase through the official deepgram-sdk. Arguments: http address, file of µ-law, key."""
import json
import sys
import time

from deepgram import DeepgramClient
from deepgram.core.api_error import ApiError
from deepgram.environment import DeepgramClientEnvironment
from deepgram.listen.v1.types.listen_v1metadata import ListenV1Metadata
from deepgram.listen.v1.types.listen_v1results import ListenV1Results
from deepgram.listen.v1.types.listen_v1speech_started import ListenV1SpeechStarted
from deepgram.listen.v1.types.listen_v1utterance_end import ListenV1UtteranceEnd

http, audio, key = sys.argv[1:4]
ws = http.replace("http", "ws", 1)
client = DeepgramClient(
    api_key=key,
    environment=DeepgramClientEnvironment(base=http, production=ws, agent=ws, agent_rest=http),
)
query = dict(
    model="nova-3", encoding="mulaw", sample_rate="8000", channels="1", interim_results="true",
    endpointing="300", utterance_end_ms="1000", vad_events="true", punctuate="true",
)
said = {"interims": [], "finals": [], "words": [], "types": [], "refused": None}
try:
    with client.listen.v1.connect(**query) as connection:
        mulaw = open(audio, "rb").read() + b"\xff" * 8 * 1200
        for at in range(0, len(mulaw), 160):
            connection.send_media(mulaw[at:at + 160])
        connection.send_keep_alive()
        connection.send_finalize()
        connection.send_close_stream()
        for message in connection:
            said["types"].append(type(message).__name__)
            if isinstance(message, ListenV1Results):
                # The models are unchecked: this raises on what is missing or of the wrong type.
                ListenV1Results.model_validate_json(message.model_dump_json(by_alias=True), strict=True)
                best = message.channel.alternatives[0]
                assert isinstance(best.confidence, float) and isinstance(message.start, float)
                assert isinstance(message.metadata.request_id, str) and message.metadata.model_info.name
                if message.is_final:
                    said["finals"].append([best.transcript, message.speech_final, message.from_finalize])
                    said["words"] += [word.word for word in best.words]
                    for word in best.words:
                        assert isinstance(word.start, float) and word.end >= word.start
                else:
                    said["interims"].append(best.transcript)
            elif isinstance(message, ListenV1Metadata):
                assert message.duration > 1 and message.channels == 1 and message.request_id
                break
            elif isinstance(message, ListenV1SpeechStarted):
                assert isinstance(message.timestamp, float) and message.channel
            elif isinstance(message, ListenV1UtteranceEnd):
                assert message.last_word_end > 0.5
            else:
                raise AssertionError("not understood: %r" % message)
except ApiError as refusal:
    said["refused"] = refusal.status_code
except Exception as refusal:  # websockets' own, before the SDK sees it
    response = getattr(refusal, "response", None)
    if response is None:
        raise
    said["refused"] = response.status_code
print(json.dumps(said))
