/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.webhook;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A webhook's answer, as far as a simulated carrier follows it: what is said first, the stream to
 * connect, and the verb that comes after it.
 *
 * @param said what {@code <Say>} says before a stream or instead of one
 * @param stream the stream to connect, or null when the call is refused
 * @param nextVerb the verb after the stream, for a person to read; empty when the document ends
 *     there
 */
public record Twiml(String said, @Nullable Stream stream, String nextVerb) {

    /**
     * A bidirectional stream.
     *
     * @param action where the carrier asks for more when the stream is over, or empty
     */
    public record Stream(String url, Map<String, String> parameters, String action) {
        public Stream {
            parameters = Map.copyOf(parameters);
        }
    }

    /** Reads a document. External entities and document types are refused. */
    public static Twiml read(String xml) throws IOException {
        Element root;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            root = builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("the webhook's answer is not TwiML: " + e.getMessage(), e);
        }
        if (!"Response".equals(root.getTagName())) {
            throw new IOException(
                    "the webhook's answer is not TwiML: <"
                            + root.getTagName()
                            + "> instead of <Response>");
        }
        return follow(children(root));
    }

    private static Twiml follow(List<Element> verbs) throws IOException {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < verbs.size(); i++) {
            Element verb = verbs.get(i);
            switch (verb.getTagName()) {
                case "Say" -> said.add(verb.getTextContent().strip());
                case "Connect" -> {
                    String next = i + 1 < verbs.size() ? describe(verbs.get(i + 1)) : "";
                    return new Twiml(String.join(" ", said), stream(verb), next);
                }
                case "Pause", "Play" -> {}
                default -> {
                    return new Twiml(String.join(" ", said), null, describe(verb));
                }
            }
        }
        return new Twiml(String.join(" ", said), null, "");
    }

    private static Stream stream(Element connect) throws IOException {
        for (Element stream : children(connect)) {
            if ("Stream".equals(stream.getTagName()) && !stream.getAttribute("url").isBlank()) {
                Map<String, String> parameters = new LinkedHashMap<>();
                for (Element parameter : children(stream)) {
                    if ("Parameter".equals(parameter.getTagName())) {
                        parameters.put(
                                parameter.getAttribute("name"), parameter.getAttribute("value"));
                    }
                }
                return new Stream(
                        stream.getAttribute("url").strip(),
                        parameters,
                        connect.getAttribute("action"));
            }
        }
        throw new IOException("the webhook's <Connect> holds no <Stream url>");
    }

    private static String describe(Element verb) {
        String text = verb.getTextContent().strip().replaceAll("\\s+", " ");
        return text.isEmpty() ? verb.getTagName() : verb.getTagName() + ": " + text;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
