/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.sidetone.bench.coded.CodedPhrase;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * OpenAI's own Java client takes the scripted model for the real one. It checks what it reads
 * against the types of the API, and puts a streamed answer together by itself.
 */
@Tag("system")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class OpenAiJavaSystemTest {

    private static final CodedPhrase PHRASE = phrase(false);
    private static final CodedPhrase ORDER = phrase(true);
    private static final String KEY = "sesame";

    @SuppressWarnings("NullAway.Init") // each test has its own
    private ScriptedVendors vendors;

    @SuppressWarnings("NullAway.Init") // each test has its own
    private OpenAIClient client;

    /** One that asks for a tool, or one that does not. */
    private static CodedPhrase phrase(boolean order) {
        return IntStream.range(577_215, CodedPhrase.COUNT)
                .mapToObj(CodedPhrase::new)
                .filter(phrase -> phrase.words().get(1).equals(ChatAnswer.TOOL_VERB) == order)
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void start() throws Exception {
        vendors =
                new ScriptedVendors(
                        new ProvidersConfig(0, DelayPlan.none(), FaultPlan.none(), KEY));
        client = client(KEY);
    }

    @AfterEach
    void stop() {
        client.close();
        vendors.close();
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(vendors.http("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    private static ChatCompletionCreateParams.Builder asking(String words) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .addUserMessage(words);
    }

    private ChatCompletion streamed(ChatCompletionCreateParams question) {
        ChatCompletionAccumulator answer = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(question)) {
            chunks.stream()
                    .forEach(chunk -> {
                        var _ = answer.accumulate(chunk.validate());
                    });
        }
        return answer.chatCompletion();
    }

    @Test
    void shouldStreamWordsAndWhatTheyCost() {
        ChatCompletion answer = streamed(asking(PHRASE.text()).build());
        ChatCompletion.Choice choice = answer.choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        String words = choice.message().content().orElseThrow();
        assertThat(CodedPhrase.findAll(words)).containsExactly(PHRASE);
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    void shouldStreamACallOfAToolAndGoOnWithItsOutcome() {
        ChatCompletionCreateParams question =
                asking(ORDER.text())
                        .addFunctionTool(
                                FunctionDefinition.builder()
                                        .name("order")
                                        .parameters(
                                                FunctionParameters.builder()
                                                        .putAdditionalProperty(
                                                                "type", JsonValue.from("object"))
                                                        .putAdditionalProperty(
                                                                "properties",
                                                                JsonValue.from(
                                                                        Map.of(
                                                                                "what",
                                                                                Map.of(
                                                                                        "type",
                                                                                        "string"))))
                                                        .build())
                                        .build())
                        .build();
        ChatCompletion.Choice choice = streamed(question).choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        ChatCompletionMessageFunctionToolCall call =
                choice.message().toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(call.function().name()).isEqualTo("order");
        assertThat(ScriptedVendors.json(call.function().arguments()).path("what").asString())
                .isEqualTo(ORDER.text());

        ChatCompletion after =
                streamed(
                        question.toBuilder()
                                .addMessage(choice.message())
                                .addMessage(
                                        ChatCompletionToolMessageParam.builder()
                                                .toolCallId(call.id())
                                                .content("{\"done\":true}")
                                                .build())
                                .build());
        assertThat(after.choices().getFirst().message().content().orElseThrow())
                .contains("It is done");
    }

    @Test
    void shouldRefuseAWrongKey() {
        OpenAIClient stranger = client("wrong");
        OpenAIServiceException refusal =
                catchThrowableOfType(
                        UnauthorizedException.class,
                        () -> stranger.chat().completions().create(asking("hello").build()));
        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.code()).contains("invalid_api_key");
        assertThat(refusal.type()).contains("invalid_request_error");
        stranger.close();
    }

    @Test
    void shouldSayThatItIsBusyAndForHowLong() {
        ChatCompletionCreateParams question =
                asking(PHRASE.text())
                        .putAdditionalHeader(RequestRouter.FAULT_HEADER, "429")
                        .build();
        OpenAIServiceException refusal =
                catchThrowableOfType(RateLimitException.class, () -> streamed(question));
        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.code()).contains("rate_limit_exceeded");
        assertThat(refusal.headers().values("retry-after"))
                .containsExactly(Integer.toString(VendorErrors.RETRY_AFTER_S));
    }
}
