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
import dev.sidetone.orchestrator.provider.net.ProviderLoad;
import dev.sidetone.orchestrator.provider.net.ProviderNetwork;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call's recognition, over as many connections as it takes: sends audio, asks for finals, and
 * turns what comes into facts. Loop's thread only.
 *
 * <p>Without a connection audio is held, at most {@code heldMs}; what finds no room, and what was
 * sent on a connection that broke before its words came, is counted as lost. A lost connection is
 * opened anew as long as the call lives, see {@link Redial}; one that the service refuses is not.
 *
 * <p>A final is answered by what the service says; by the words so far, where it lives but leaves a
 * {@code Finalize} unanswered, or the connection is lost; and fails where there are no words.
 */
@SuppressWarnings("FutureReturnValueIgnored") // timers that outlive their cause do nothing
final class LiveTranscription implements LiveConnection.Owner, AnswerWait.Asker {
    /** With no connection for so long, turns fail at once rather than wait for one. */
    private static final long DOWN_NS = TimeUnit.SECONDS.toNanos(1);

    /** Held audio that is kept when a turn begins: its onset, with room to spare. */
    private static final int ONSET_MS = 1000;

    private final ProviderAccess access;
    private final DeepgramConfig config;
    private final AudioFormat format;
    private final ProviderNetwork network;
    private final CallIo io;
    private final ListenReader reader;
    private final Mailbox mailbox;
    private final Counters counters;
    private final ProviderLoad load;
    private final FinalAssembly assembly = new FinalAssembly();
    private final CallAudio audio;
    private final AnswerWait answerWait;
    private final LifeSigns life = new LifeSigns();
    private final Redial redial;
    private @Nullable LiveConnection connection;

    /** Of the connection: its next look, or the next try to open one. */
    private @Nullable ScheduledFuture<?> timer;

    /** Why there is no connection, nor will be soon. */
    private @Nullable ProviderFailure down;

    /** There will be none any more. */
    private boolean dead;

    private long connectionStartMs;
    private long openedNs;
    private long lastAudioNs;
    private boolean finalizeDue;
    private boolean closing;

    LiveTranscription(
            ProviderAccess access,
            DeepgramConfig config,
            AudioFormat format,
            ProviderNetwork network,
            ListenLoop loop,
            Mailbox mailbox,
            ProviderLoad load) {
        this.access = access;
        this.config = config;
        this.format = format;
        this.network = network;
        this.io = loop.io();
        this.reader = loop.reader();
        this.mailbox = mailbox;
        this.counters = network.counters();
        this.load = load;
        this.audio = new CallAudio(format, config.limits().heldMs(), counters);
        this.answerWait = new AnswerWait(io.loop(), assembly, this);
        this.redial = new Redial(config.limits().reconnects(), new SplittableRandom());
    }

    void open() {
        if (closing || dead) {
            return;
        }
        LiveConnection fresh = new LiveConnection(io, access.address(), network, reader, this);
        connection = fresh;
        fresh.open(ListenRequest.of(access, config, format));
    }

    // ---- the call's side

    void begin() {
        assembly.begin(audio.takenMs());
        if (!isOpen()) {
            audio.keepLastMs(ONSET_MS);
        }
        if (connection == null && !dead && redial.mayHurry(network.clock().nanoTime())) {
            stopTimer();
            reopen();
        }
    }

    private boolean isOpen() {
        LiveConnection open = connection;
        return open != null && open.isOpen();
    }

    /** Takes audio, or counts it as lost and says false. */
    boolean audio(byte[] bytes, int offset, int length) {
        LiveConnection open = connection;
        if (open != null
                && audio.isDrained()
                && !finalizeDue
                && send(open, bytes, offset, length)) {
            audio.sent(length);
            return true;
        }
        if (!assembly.listening() && !isOpen()) {
            // between turns the newest matters most: the onset of the next one may be in it
            audio.makeRoomFor(length);
        }
        if (!dead && audio.hold(bytes, offset, length)) {
            return true;
        }
        audio.refused(length);
        return false;
    }

    private boolean send(LiveConnection open, byte[] bytes, int offset, int length) {
        if (!open.audio(bytes, offset, length)) {
            return false;
        }
        lastAudioNs = network.clock().nanoTime();
        return true;
    }

    void requestFinal(int request) {
        awaitFinal(assembly.request(request, audio.takenMs()));
    }

    /** By an end of speech that was declared from here. */
    void requestDeclaredFinal(int request) {
        awaitFinal(assembly.requestDeclared(request, audio.takenMs()));
    }

    private void awaitFinal(@Nullable RecognitionEvent known) {
        ProviderFailure why = down;
        if (known != null) {
            tell(known);
        } else if (why != null) {
            settleOrFail(why);
        } else {
            finalizeDue = true;
            drain();
            answerWait.start();
        }
    }

    @Override
    public void probe() {
        LiveConnection open = connection;
        if (open != null && open.isOpen() && !life.sinceAsked()) {
            open.ping();
        }
    }

    @Override
    public boolean leftUnanswered() {
        return isOpen() && !finalizeDue && life.sinceAsked();
    }

    @Override
    public void settle(boolean evenWithoutWords) {
        tell(assembly.settle(evenWithoutWords));
    }

    private void settleOrFail(ProviderFailure why) {
        RecognitionEvent known = assembly.settle(false);
        Integer awaited = assembly.takeRequest();
        tell(known == null && awaited != null ? new RecognitionEvent.Failed(awaited, why) : known);
    }

    void end() {
        assembly.end();
        answerWait.stop();
        boolean mute = life.turnOver();
        LiveConnection open = connection;
        if (mute && open != null && open.isOpen()) {
            open.giveUp(open.failure(Kind.TIMED_OUT, "no answer for turns"));
        }
    }

    /** The call is over: what the service still has to say is let pass, within a limit. */
    void close() {
        closing = true;
        stopTimer();
        answerWait.stop();
        audio.clear();
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
        long drainNs = config.limits().drain().toNanos();
        timer = io.loop().schedule(open::abandon, drainNs, TimeUnit.NANOSECONDS);
    }

    // ---- the service's side

    @Override
    public void onOpen() {
        long nowNs = network.clock().nanoTime();
        openedNs = nowNs;
        lastAudioNs = nowNs;
        life.opened(nowNs);
        down = null;
        connectionStartMs = audio.sentMs();
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
        audio.drainTo((bytes, offset, length) -> send(open, bytes, offset, length));
        if (audio.isDrained() && finalizeDue) {
            finalizeDue = false;
            if (assembly.awaited()) {
                open.finalizeSpeech();
                assembly.finalizeSent();
                life.asked();
            }
        }
    }

    @Override
    public void onMessage(@Nullable ListenMessage message) {
        life.sign(network.clock().nanoTime(), message != null);
        if (message == null || closing) {
            return;
        }
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
                    open.giveUp(open.failure(Kind.BROKEN, "error " + trouble.printable()));
                }
            }
            case ListenMessage.Other other -> {}
        }
    }

    private void onResults(ListenMessage.Results results) {
        ListenMessage.Results placed = results.placedAfter(connectionStartMs);
        RecognitionEvent answer = assembly.onResults(placed);
        // an end that we forced by asking for the final is no end the service found
        if (placed.isFinal() && placed.speechFinal() && !placed.fromFinalize()) {
            declareEnd(placed.endMs(), config.endpointingMs());
        }
        tell(answer);
    }

    /** Before the final where both come of one message: the turn then ends with its text there. */
    private void declareEnd(long audioMs, int silenceMs) {
        if (assembly.listening() && assembly.hasWords() && silenceMs > 0) {
            tell(new RecognitionEvent.SpeechEnded(audio.offeredMs(audioMs), silenceMs));
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
        if (failure.kind() != Kind.INTERNAL) {
            counters.increment(
                    opened
                            ? MediaCounter.PROVIDER_CONNECTIONS_LOST
                            : MediaCounter.PROVIDER_CONNECTS_FAILED);
        }
        long nowNs = network.clock().nanoTime();
        if (opened) {
            long fromMs = Math.max(connectionStartMs, assembly.coveredMs());
            counters.add(MediaCounter.STT_AUDIO_LOST_MS, Math.max(0, audio.sentMs() - fromMs));
            redial.held(nowNs - openedNs);
        }
        assembly.connectionLost();
        again(failure, nowNs);
        if (opened || down != null) {
            finalizeDue = false;
            settleOrFail(failure);
        }
    }

    private void again(ProviderFailure failure, long nowNs) {
        if (failure.kind() == Kind.REJECTED || config.limits().reconnects() == 0) {
            down = failure;
            dead = true;
            audio.clear();
            return;
        }
        long waitNs = redial.waitNs(failure.kind(), nowNs);
        if (waitNs >= DOWN_NS || down != null) {
            down = failure;
        }
        timer = io.loop().schedule(this::reopen, waitNs, TimeUnit.NANOSECONDS);
    }

    private void reopen() {
        redial.tried(network.clock().nanoTime());
        counters.increment(MediaCounter.STT_RECONNECTS);
        open();
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
        long quietNs = life.quietNs(nowNs);
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
            if (event instanceof RecognitionEvent.Failed failed) {
                load.failed(failed.failure());
            }
            mailbox.fact(SlotKind.RECOGNITION, event);
        }
    }
}
