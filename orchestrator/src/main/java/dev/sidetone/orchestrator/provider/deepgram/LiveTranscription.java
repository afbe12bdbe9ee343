/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.deepgram;

import dev.sidetone.media.AudioFormat;
import dev.sidetone.media.inbox.Mailbox;
import dev.sidetone.media.inbox.SlotKind;
import dev.sidetone.media.metrics.Counters;
import dev.sidetone.media.metrics.MediaCounter;
import dev.sidetone.orchestrator.provider.ProviderFailure;
import dev.sidetone.orchestrator.provider.ProviderFailure.Kind;
import dev.sidetone.orchestrator.provider.RecognitionEvent;
import dev.sidetone.orchestrator.provider.net.CallIo;
import dev.sidetone.orchestrator.provider.net.ProviderAccess;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call's recognition, over as many connections as it takes: sends audio, asks for finals, and
 * turns what comes into facts. Loop's thread only.
 *
 * <p>Without a connection audio is held, at most {@code heldMs}; what finds no room, and what was
 * sent on a connection that broke before its words came, is counted as lost. A lost connection is
 * opened anew at once, then after ever longer waits, at most {@code reconnects} times; one that the
 * service refuses is not. A final that was awaited on it fails at once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // timers that outlive their cause do nothing
final class LiveTranscription implements LiveConnection.Owner {
    private static final long FIRST_WAIT_MS = 250;
    private static final long HELD_LONG_NS = TimeUnit.MINUTES.toNanos(1);

    /** What was held goes out in messages of this length. */
    private static final int PIECE_MS = 100;

    /** Turns in a row without a word from the service, though it was asked. */
    private static final int MAX_UNANSWERED_TURNS = 2;

    private final ProviderAccess access;
    private final DeepgramConfig config;
    private final AudioFormat format;
    private final ProviderNetwork network;
    private final CallIo io;
    private final Mailbox mailbox;
    private final Counters counters;
    private final FinalAssembly assembly = new FinalAssembly();
    private final HeldAudio held;

    private @Nullable LiveConnection connection;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ProviderFailure dead;
    private long takenBytes;
    private long connectionStartMs;
    private long openedNs;
    private long lastAudioNs;
    private long lastSignNs;
    private int reconnects;
    private int unansweredTurns;
    private boolean askedSinceMessage;
    private boolean finalizeDue;
    private boolean closing;
    private String lastPartial = "";

    LiveTranscription(
            ProviderAccess access,
            DeepgramConfig config,
            AudioFormat format,
            ProviderNetwork network,
            CallIo io,
            Mailbox mailbox) {
        this.access = access;
        this.config = config;
        this.format = format;
        this.network = network;
        this.io = io;
        this.mailbox = mailbox;
        this.counters = network.counters();
        this.held = new HeldAudio(config.limits().heldMs() * format.bytesPerMs());
    }

    void open() {
        if (closing || dead != null) {
            return;
        }
        LiveConnection fresh = new LiveConnection(io, access.address(), this);
        connection = fresh;
        fresh.open(network.dialer(), ListenRequest.of(access, config, format));
    }

    // ---- the call's side

    void begin() {
        assembly.begin(positionMs());
        lastPartial = "";
    }

    /** Takes audio, or counts it as lost and says false. */
    boolean audio(byte[] audio, int offset, int length) {
        LiveConnection open = connection;
        boolean passed =
                open != null && held.isEmpty() && !finalizeDue && send(open, audio, offset, length);
        if (passed || (dead == null && held.append(audio, offset, length))) {
            takenBytes += length;
            return true;
        }
        counters.add(MediaCounter.STT_AUDIO_LOST_MS, length / format.bytesPerMs());
        return false;
    }

    private boolean send(LiveConnection open, byte[] audio, int offset, int length) {
        if (!open.audio(audio, offset, length)) {
            return false;
        }
        lastAudioNs = network.clock().nanoTime();
        return true;
    }

    void requestFinal(int request) {
        if (dead != null) {
            tell(new RecognitionEvent.Failed(request, dead));
            return;
        }
        RecognitionEvent known = assembly.request(request, positionMs());
        if (known != null) {
            tell(known);
            return;
        }
        finalizeDue = true;
        drain();
    }

    void end() {
        assembly.end();
        unansweredTurns = askedSinceMessage ? unansweredTurns + 1 : 0;
        askedSinceMessage = false;
        LiveConnection open = connection;
        if (open != null && open.isOpen() && unansweredTurns >= MAX_UNANSWERED_TURNS) {
            open.giveUp(open.failure(Kind.TIMED_OUT, "no answer for turns"));
        }
    }

    /** The call is over: what the service still has to say is let pass, within a limit. */
    void close() {
        closing = true;
        stopTimer();
        held.clear();
        LiveConnection open = connection;
        if (open == null) {
            return;
        }
        if (!open.isOpen()) {
            open.abandon();
            connection = null;
            return;
        }
        open.closeStream();
        timer =
                io.loop()
                        .schedule(
                                open::abandon,
                                config.limits().drain().toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    private long positionMs() {
        return takenBytes / format.bytesPerMs();
    }

    // ---- the service's side

    @Override
    public void onOpen() {
        long nowNs = network.clock().nanoTime();
        openedNs = nowNs;
        lastAudioNs = nowNs;
        lastSignNs = nowNs;
        connectionStartMs = (takenBytes - held.length()) / format.bytesPerMs();
        drain();
        watch(nowNs);
    }

    @Override
    public void onRoom() {
        drain();
    }

    private void drain() {
        LiveConnection open = connection;
        if (open == null || !open.isOpen()) {
            return;
        }
        held.drainTo(
                (audio, offset, length) -> send(open, audio, offset, length),
                PIECE_MS * format.bytesPerMs());
        if (held.isEmpty() && finalizeDue) {
            finalizeDue = false;
            if (assembly.awaited()) {
                open.finalizeSpeech();
                assembly.finalizeSent();
                askedSinceMessage = true;
            }
        }
    }

    @Override
    public void onMessage(@Nullable ListenMessage message) {
        lastSignNs = network.clock().nanoTime();
        if (message == null || closing) {
            return;
        }
        askedSinceMessage = false;
        unansweredTurns = 0;
        switch (message) {
            case ListenMessage.Results results -> onResults(results);
            case ListenMessage.UtteranceEnd end -> {
                long silentMs = connectionStartMs + end.lastWordEndMs() + config.utteranceEndMs();
                RecognitionEvent answer = assembly.onUtteranceEnd(silentMs);
                declareEnd(silentMs, config.utteranceEndMs());
                tell(answer);
            }
            case ListenMessage.Trouble trouble -> {
                LiveConnection open = connection;
                if (open != null) {
                    open.giveUp(open.failure(Kind.BROKEN, "error " + printable(trouble.code())));
                }
            }
            case ListenMessage.Other other -> {}
        }
    }

    private void onResults(ListenMessage.Results results) {
        ListenMessage.Results placed =
                new ListenMessage.Results(
                        connectionStartMs + results.endMs(),
                        results.transcript(),
                        results.confidence(),
                        results.isFinal(),
                        results.speechFinal(),
                        results.fromFinalize());
        RecognitionEvent answer = assembly.onResults(placed);
        // an end that we forced by asking for the final is no end the service found
        if (placed.isFinal() && placed.speechFinal() && !placed.fromFinalize()) {
            declareEnd(placed.endMs(), config.endpointingMs());
        }
        if (answer != null) {
            tell(answer);
        } else if (!placed.isFinal()) {
            partial();
        }
    }

    /** Before the final where both come of one message: the turn then ends with its text there. */
    private void declareEnd(long audioMs, int silenceMs) {
        if (assembly.listening() && assembly.hasWords() && silenceMs > 0) {
            tell(new RecognitionEvent.SpeechEnded(audioMs, silenceMs));
        }
    }

    private void partial() {
        String text = assembly.text();
        if (assembly.listening() && !text.isEmpty() && !text.equals(lastPartial)) {
            lastPartial = text;
            tell(new RecognitionEvent.Partial(text));
        }
    }

    @Override
    public void onMalformed() {
        counters.increment(MediaCounter.PROVIDER_MESSAGES_MALFORMED);
    }

    @Override
    public void onEnd(ProviderFailure failure, boolean opened) {
        connection = null;
        stopTimer();
        if (closing) {
            return;
        }
        counters.increment(
                opened
                        ? MediaCounter.PROVIDER_CONNECTIONS_LOST
                        : MediaCounter.PROVIDER_CONNECTS_FAILED);
        long nowNs = network.clock().nanoTime();
        if (opened) {
            long sentMs = (takenBytes - held.length()) / format.bytesPerMs();
            long fromMs = Math.max(connectionStartMs, assembly.coveredMs());
            counters.add(MediaCounter.STT_AUDIO_LOST_MS, Math.max(0, sentMs - fromMs));
            reconnects = nowNs - openedNs >= HELD_LONG_NS ? 0 : reconnects;
        }
        assembly.connectionLost();
        finalizeDue = false;
        Integer awaited = assembly.takeRequest();
        if (awaited != null) {
            tell(new RecognitionEvent.Failed(awaited, failure));
        }
        again(failure);
    }

    private void again(ProviderFailure failure) {
        if (failure.kind() == Kind.REJECTED || reconnects >= config.limits().reconnects()) {
            dead = failure;
            held.clear();
            return;
        }
        long waitMs = reconnects == 0 ? 0 : FIRST_WAIT_MS << (reconnects - 1);
        reconnects++;
        counters.increment(MediaCounter.STT_RECONNECTS);
        timer = io.loop().schedule(this::open, waitMs, TimeUnit.MILLISECONDS);
    }

    /** Keeps the connection open, and looks whether there still is somebody at its other end. */
    private void watch(long nowNs) {
        long keepAliveInNs = lastAudioNs + config.limits().keepAlive().toNanos() - nowNs;
        long lookInNs = Math.min(keepAliveInNs, config.limits().stall().toNanos() / 2);
        timer = io.loop().schedule(this::look, lookInNs, TimeUnit.NANOSECONDS);
    }

    private void look() {
        LiveConnection open = connection;
        if (open == null || !open.isOpen()) {
            return;
        }
        long nowNs = network.clock().nanoTime();
        long stallNs = config.limits().stall().toNanos();
        long quietNs = nowNs - lastSignNs;
        if (quietNs >= stallNs) {
            open.giveUp(open.failure(Kind.TIMED_OUT, "no sign of life"));
            return;
        }
        if (quietNs >= stallNs / 2) {
            open.ping();
        }
        if (nowNs - lastAudioNs >= config.limits().keepAlive().toNanos()) {
            open.keepAlive();
            lastAudioNs = nowNs;
        }
        watch(nowNs);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void tell(@Nullable RecognitionEvent event) {
        if (event != null && !closing) {
            mailbox.fact(SlotKind.RECOGNITION, event);
        }
    }

    private static String printable(String code) {
        String plain = code.replaceAll("[^A-Za-z0-9_.-]", "");
        return plain.substring(0, Math.min(plain.length(), 60));
    }
}
