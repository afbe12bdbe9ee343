/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.elevenlabs;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.OfferResult;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import dev.sidetone.orchestrator.provider.VoiceEvent;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import dev.sidetone.orchestrator.provider.net.StageLimit;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call's use of the voice: at most one socket that speaks, and one spare that waits, opened,
 * for the next utterance. The port's methods come on the call's worker and go on at the loop, which
 * is the same thread unless the two were split; everything else belongs to the loop.
 *
 * <pre>
 * warm → spare ──speak──→ speaking ──finish→ last audio → closed by the vendor
 *                            └──cancel──→ closed by us (the vendor stops), a spare is warmed
 * </pre>
 */
final class ElevenLabsStream implements SpeechSynthesizer.Stream, VoiceSocket.Owner {
    private static final long RETRY_MS = 20;

    /** A spare is replaced so long before the vendor would close it. */
    private static final long MARGIN_NS = TimeUnit.SECONDS.toNanos(10);

    /** So long a pause of a server that tells no alignment is the end of what it was given. */
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Setting setting;
    private final CallIo io;
    private final SpeechDelivery delivery;
    private final SpeechMessage message;
    private final StageLimit limit;
    private @Nullable VoiceSocket spare;
    private @Nullable VoiceSocket speaking;
    private @Nullable SpokenUtterance utterance;

    /** Runs while audio waits for room in the call, and the socket is not read. */
    private @Nullable Future<?> draining;

    private volatile boolean closed;

    /** What a call's stream works with. */
    record Setting(
            ProviderNetwork network,
            ElevenLabsConfig config,
            VoiceRequest request,
            AudioFormat format,
            ProviderLoad load) {}

    /**
     * A stream without sockets yet.
     *
     * @param message to read messages with; shared by the calls of the loop
     */
    ElevenLabsStream(Setting setting, CallIo io, SpeechMessage message, SpeechDelivery delivery) {
        this.message = message;
        this.setting = setting;
        this.io = io;
        this.delivery = delivery;
        this.limit = new StageLimit(io.loop(), setting.network().clock(), this::tooLate);
        warm();
    }

    @Override
    public void warm() {
        onLoop(this::ensureSpare);
    }

    private void ensureSpare() {
        if (spare != null && !lasts(spare)) {
            spare.close();
            spare = null;
        }
        if (spare == null && !closed) {
            spare = open();
        }
    }

    private boolean lasts(VoiceSocket socket) {
        long ageNs = setting.network().clock().nanoTime() - socket.startedNs();
        return !socket.isOver()
                && ageNs < setting.config().inactivityTimeout().toNanos() - MARGIN_NS;
    }

    private VoiceSocket open() {
        VoiceRequest request = setting.request();
        ProviderNetwork network = setting.network();
        VoiceSocket socket =
                new VoiceSocket(io, network, request.opening(), this, network.clock().nanoTime());
        socket.dialling(
                network.dialer()
                        .openWebSocket(
                                io, request.address(), request.upgrade(), socket.frames(), socket));
        return socket;
    }

    @Override
    public OfferResult speak(int number, int clause, String text) {
        if (closed) {
            return OfferResult.CLOSED;
        }
        onLoop(() -> say(number, clause, text));
        return OfferResult.ACCEPTED;
    }

    private void say(int number, int clause, String text) {
        if (closed) {
            return;
        }
        SpokenUtterance now = utterance;
        if (now == null || now.number() != number) {
            quit();
            AudioFormat format = setting.format();
            now =
                    new SpokenUtterance(
                            number,
                            new ClauseTrack(
                                    number,
                                    format.bytesPerMs(),
                                    format.encoding().bytesPerSample()));
            utterance = now;
        }
        if (now.isFailed()) {
            // told already; the conversation ends this utterance
            return;
        }
        if (now.begin()) {
            setting.load().begun();
        }
        now.add(clause, text);
        if (speaking == null) {
            ensureSpare();
            speaking = spare;
            spare = null;
        }
        send();
    }

    private void send() {
        VoiceSocket socket = speaking;
        SpokenUtterance now = utterance;
        if (socket != null && now != null && socket.isOpen() && now.sendTo(socket)) {
            expectAudio();
        }
    }

    /** Connecting has limits of its own, and audio that is not read can not come. */
    private void expectAudio() {
        SpokenUtterance now = utterance;
        if (now == null || speaking == null || !now.owed() || draining != null) {
            limit.clear();
        } else {
            ElevenLabsConfig config = setting.config();
            long gapNs = config.gapTimeout().toNanos();
            limit.set(
                    mayHavePaused(now)
                            ? Math.min(PAUSE_NS, gapNs)
                            : now.isHeard() ? gapNs : config.firstAudioTimeout().toNanos());
        }
    }

    /** More text may come, and whether audio of what was sent is still owed nobody tells. */
    private static boolean mayHavePaused(SpokenUtterance now) {
        return now.isAnswered() && !now.endSent() && !now.track().isAligned();
    }

    @Override
    public void finish(int number) {
        onLoop(() -> {
            if (utterance != null && utterance.number() == number) {
                utterance.complete();
                send();
            }
        });
    }

    @Override
    public void cancel(int number) {
        onLoop(() -> {
            if (utterance != null && utterance.number() <= number) {
                quit();
                ensureSpare();
            }
        });
    }

    /** Ends what is spoken: only a closed socket makes the vendor stop. */
    private void quit() {
        limit.clear();
        delivery.drop();
        if (draining != null) {
            draining.cancel(false);
            draining = null;
        }
        if (utterance != null) {
            ended(utterance);
        }
        utterance = null;
        if (speaking != null) {
            speaking.close();
            speaking = null;
        }
    }

    private void ended(SpokenUtterance now) {
        if (now.end()) {
            setting.load().ended();
        }
    }

    private void count(MediaCounter counter) {
        setting.network().counters().increment(counter);
    }

    @Override
    public void close() {
        closed = true;
        onLoop(() -> {
            quit();
            if (spare != null) {
                spare.close();
                spare = null;
            }
        });
    }

    @Override
    public void onOpen(VoiceSocket socket) {
        if (socket == speaking) {
            send();
        }
    }

    @Override
    public void onMessage(VoiceSocket socket, ByteBuf text) {
        SpokenUtterance now = utterance;
        if (socket != speaking || now == null) {
            // a spare owes nothing; what it is told before its time ends with its close
            return;
        }
        if (!message.read(text)) {
            fail(Kind.MALFORMED, "a message that is no JSON object");
        } else if (message.isError() && message.errorKind() == Kind.TIMED_OUT && now.startAgain()) {
            // it waited too long for this text; a fresh one has not
            socket.close();
            speaking = open();
        } else if (message.isError()) {
            fail(message.errorKind(), message.errorCode());
        } else {
            take(socket, now, message.audio());
        }
        message.release();
    }

    private void take(VoiceSocket socket, SpokenUtterance now, ByteBuf text) {
        int length = message.audioLength();
        int from = message.audioStart();
        boolean last = message.last();
        if (length > 0) {
            now.heard();
        }
        List<ClauseTrack.Cut> cuts =
                now.track()
                        .take(
                                message.times(),
                                Base64Scratch.decodedLength(text, from, length),
                                now.endSent(),
                                last);
        if (!delivery.deliver(now.number(), text, from, length, cuts)) {
            fail(Kind.MALFORMED, "audio that is not base64");
            return;
        }
        // delivering may have led to the end of this utterance
        if (last && socket == speaking) {
            speaking = null;
            socket.close();
            ended(now);
        }
        if (delivery.isHeld() && draining == null) {
            holdBack();
        }
        expectAudio();
    }

    private void holdBack() {
        if (speaking != null) {
            speaking.read(false);
        }
        retryLater();
    }

    private void retryLater() {
        draining = io.loop().schedule(this::retry, RETRY_MS, TimeUnit.MILLISECONDS);
    }

    private void retry() {
        if (!delivery.drain()) {
            retryLater();
            return;
        }
        draining = null;
        if (speaking != null) {
            speaking.read(true);
        }
        expectAudio();
    }

    @Override
    public void onLost(VoiceSocket socket, ProviderFailure failure) {
        if (failure.kind() != Kind.INTERNAL && socket.neverOpened()) {
            count(MediaCounter.PROVIDER_CONNECTS_FAILED);
        }
        if (socket == spare) {
            // nobody waits for it; the next one is opened when it may be needed
            spare = null;
            return;
        }
        SpokenUtterance now = utterance;
        if (socket != speaking || now == null) {
            return;
        }
        speaking = null;
        boolean told = !now.owed() && failure.kind() != Kind.INTERNAL;
        if (told || (socket.isEnded() && now.endSent() && now.isHeard())) {
            limit.clear();
            now.track().end().forEach(delivery::tell);
            ended(now);
            return;
        }
        if (failure.kind() != Kind.INTERNAL && !socket.neverOpened()) {
            count(MediaCounter.PROVIDER_CONNECTIONS_LOST);
        }
        if (failure.kind() == Kind.UNREACHABLE && now.startAgain()) {
            // it may have been closed while it waited
            speaking = open();
        } else {
            tell(now, failure);
        }
    }

    private void tooLate() {
        SpokenUtterance now = utterance;
        if (now != null && now.owed() && mayHavePaused(now)) {
            now.track().end().forEach(delivery::tell);
        } else if (now != null && now.owed()) {
            fail(Kind.TIMED_OUT, now.isHeard() ? "the audio stopped midway" : "no audio in time");
        }
    }

    private void fail(Kind kind, String detail) {
        SpokenUtterance now = utterance;
        if (speaking != null) {
            speaking.close();
            speaking = null;
        }
        if (now != null) {
            tell(now, new ProviderFailure(kind, ElevenLabsVoice.VENDOR, detail));
        }
    }

    private void tell(SpokenUtterance now, ProviderFailure failure) {
        limit.clear();
        if (failure.kind() == Kind.MALFORMED) {
            count(MediaCounter.PROVIDER_MESSAGES_MALFORMED);
        }
        setting.load().failed(failure);
        ended(now);
        now.fail();
        delivery.tell(new VoiceEvent.Failed(now.number(), now.track().current(), failure));
    }

    private void onLoop(Runnable work) {
        if (io.loop().inEventLoop()) {
            work.run();
        } else {
            io.loop().execute(work);
        }
    }
}
