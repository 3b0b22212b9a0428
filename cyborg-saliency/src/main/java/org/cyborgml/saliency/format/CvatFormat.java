package org.cyborgml.saliency.format;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cyborgml.saliency.annotation.ParsedAnnotations;

/** CVAT's XML 1.1 for images. The tag of an image is the decision. */
final class CvatFormat implements AnnotationFormat {

    @Override
    public String name() {
        return "cvat";
    }

    @Override
    public String description() {
        return "CVAT for images 1.1: XML with <annotations> and <image>";
    }

    @Override
    public boolean recognises(AnnotationSource source) {
        if (!source.begins('<')) {
            return false;
        }
        try {
            XMLStreamReader xml = open(source);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    return xml.getLocalName().equals("annotations");
                }
            }
        } catch (XMLStreamException e) {
            return source.text().contains("<annotations");
        }
        return false;
    }

    @Override
    public ParsedAnnotations read(AnnotationSource source) throws IOException {
        try {
            return new CvatDocument(open(source), source).read();
        } catch (XMLStreamException e) {
            throw AnnotationSource.failure(
                    source.file() + ": is not valid XML: " + firstLine(e) + " at line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNumber()),
                    e);
        }
    }

    private static String firstLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int text = message.indexOf("Message: ");
        return AnnotationFormatMessages.oneLine(text < 0 ? message : message.substring(text + "Message: ".length()));
    }

    /** The parser of the JDK, which resolves nothing outside of the file. */
    private static XMLStreamReader open(AnnotationSource source) throws XMLStreamException {
        // Before the parser sees it: even where it is to skip document types, a broken one ends it in a fault of its
        // own.
        if (source.text().contains("<!DOCTYPE")) {
            throw new XMLStreamException("has a document type: must have none");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("names the entity " + systemId + ": must name none");
        });
        return factory.createXMLStreamReader(new StringReader(source.text().stripLeading()));
    }
}
