package doorlog.interop;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensearch.ingest.AbstractProcessor;
import org.opensearch.ingest.ConfigurationUtils;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.Plugin;

/**
 * The package that OpenSearch publishes for tests leaves out its module ingest-common, without which it takes no
 * pipeline. These are the two processors of it that the tests meet; everything else of the server is its own.
 */
public final class MissingParts extends Plugin implements IngestPlugin {

  @Override
  public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
    return Map.of(
        "set", (factories, tag, description, config) -> new SetField(tag, description, config),
        "dot_expander", (factories, tag, description, config) -> new ExpandDots(tag, description, config));
  }

  /** {@code set} with a plain value, or with one that is a single Mustache reference to a field. */
  private static final class SetField extends AbstractProcessor {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\{?\\s*([\\w.@]+)\\s*}?}}");
    private final String field;
    private final Object value;
    private final boolean override;

    SetField(String tag, String description, Map<String, Object> config) {
      super(tag, description);
      field = ConfigurationUtils.readStringProperty("set", tag, config, "field");
      value = ConfigurationUtils.readObject("set", tag, config, "value");
      override = ConfigurationUtils.readBooleanProperty("set", tag, config, "override", true);
    }

    @Override
    public IngestDocument execute(IngestDocument document) {
      if (override || !document.hasField(field) || document.getFieldValue(field, Object.class, true) == null) {
        Matcher reference = REFERENCE.matcher(value.toString());
        document.setFieldValue(field, reference.matches() ? referred(document, reference.group(1)) : value);
      }
      return document;
    }

    private static String referred(IngestDocument document, String path) {
      return path.equals("_ingest.timestamp")
          ? String.valueOf(document.getIngestMetadata().get("timestamp"))
          : String.valueOf(document.getFieldValue(path, Object.class, true));
    }

    @Override
    public String getType() {
      return "set";
    }
  }

  /** {@code dot_expander} for a field at the top of the document. */
  private static final class ExpandDots extends AbstractProcessor {
    private final String field;
    private final boolean override;

    ExpandDots(String tag, String description, Map<String, Object> config) {
      super(tag, description);
      field = ConfigurationUtils.readStringProperty("dot_expander", tag, config, "field");
      override = ConfigurationUtils.readBooleanProperty("dot_expander", tag, config, "override", false);
    }

    @Override
    public IngestDocument execute(IngestDocument document) {
      Object value = document.getSourceAndMetadata().remove(field);
      if (value != null) {
        if (override || !document.hasField(field)) {
          document.setFieldValue(field, value);
        } else {
          document.appendFieldValue(field, value);
        }
      }
      return document;
    }

    @Override
    public String getType() {
      return "dot_expander";
    }
  }
}
