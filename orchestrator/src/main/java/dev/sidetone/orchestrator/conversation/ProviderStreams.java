/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.conversation;

import dev.sidetone.orchestrator.link.LinkTraits;
import dev.sidetone.orchestrator.provider.LanguageModel;
import dev.sidetone.orchestrator.provider.ProviderSet;
import dev.sidetone.orchestrator.provider.SpeechRecognizer;
import dev.sidetone.orchestrator.provider.SpeechSynthesizer;
import java.util.ArrayDeque;
import java.util.Deque;

/** A call's streams to its providers, opened together or not at all; on the call's worker. */
record ProviderStreams(
        SpeechRecognizer.Stream ear, LanguageModel.Stream mind, SpeechSynthesizer.Stream mouth) {

    static ProviderStreams open(CascadeParts.Setting setting) {
        ProviderSet providers = setting.providers();
        LinkTraits wire = setting.link().traits();
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            SpeechRecognizer.Stream ear =
                    providers.recognizer().open(setting.agent(), wire.inbound(), setting.mailbox());
            opened.push(ear::close);
            LanguageModel.Stream mind = providers.model().open(setting.agent(), setting.mailbox());
            opened.push(mind::close);
            SpeechSynthesizer.Stream mouth =
                    providers
                            .synthesizer()
                            .open(setting.agent().voice(), wire.outbound(), setting.mailbox());
            return new ProviderStreams(ear, mind, mouth);
        } catch (Throwable fault) {
            opened.forEach(close -> closeAfter(fault, close));
            throw fault;
        }
    }

    /** Closes all of them because of a fault, which is the one to be told. */
    void closeAfter(Throwable fault) {
        closeAfter(fault, mouth::close);
        closeAfter(fault, mind::close);
        closeAfter(fault, ear::close);
    }

    private static void closeAfter(Throwable fault, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException another) {
            fault.addSuppressed(another);
        }
    }
}
