# Copyright 2026 The Sidetone Authors
# SPDX-License-Identifier: Apache-2.0
"""Chat completions through the official openai SDK. Arguments: http address, key, text of the user."""
import json
import sys

import openai

http, key, text = sys.argv[1:4]
client = openai.OpenAI(api_key=key, base_url=http + "/v1", max_retries=0)
request = dict(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
said = {"text": "", "finish": None, "usage": None, "whole": None, "refused": None}
try:
    for chunk in client.chat.completions.create(stream=True, stream_options={"include_usage": True}, **request):
        type(chunk).model_validate_json(chunk.model_dump_json(), strict=True)
        assert chunk.object == "chat.completion.chunk" and chunk.id and isinstance(chunk.created, int)
        for choice in chunk.choices:
            said["text"] += choice.delta.content or ""
            said["finish"] = choice.finish_reason or said["finish"]
        if chunk.usage is not None:
            assert not chunk.choices
            said["usage"] = [chunk.usage.prompt_tokens, chunk.usage.completion_tokens, chunk.usage.total_tokens]
    whole = client.chat.completions.create(**request)
    type(whole).model_validate_json(whole.model_dump_json(), strict=True)
    said["whole"] = whole.choices[0].message.content
    assert [model.id for model in client.models.list()]
except openai.APIStatusError as refusal:
    said["refused"] = refusal.status_code
    said["kind"] = type(refusal).__name__
    assert refusal.code == "invalid_api_key", refusal.code
print(json.dumps(said))
