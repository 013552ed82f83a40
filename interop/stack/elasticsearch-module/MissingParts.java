package doorlog.interop;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.ingest.AbstractProcessor;
import org.elasticsearch.ingest.ConfigurationUtils;
import org.elasticsearch.ingest.IngestDocument;
import org.elasticsearch.ingest.Processor;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.IngestPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The package that Elasticsearch publishes for tests leaves out its modules ingest-common and analysis-common, without
 * which it takes no pipeline and cannot make the index of users, roles and API keys. These are the few parts of them
 * that the tests meet; everything else of the server is its own.
 */
public final class MissingParts extends Plugin implements IngestPlugin, AnalysisPlugin {

  @Override
  public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
    return Map.of(
        "set", (factories, tag, description, config) -> new SetField(tag, description, config),
        "dot_expander", (factories, tag, description, config) -> new ExpandDots(tag, description, config));
  }

  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "pattern_capture",
            AnalysisPlugin.requiresAnalysisSettings(
                (index, environment, name, settings) ->
                    filter(name, stream -> {
                      var patterns = settings.getAsList("patterns").stream().map(Pattern::compile);
                      var keep = settings.getAsBoolean("preserve_original", true);
                      return new PatternCaptureGroupTokenFilter(stream, keep, patterns.toArray(Pattern[]::new));
                    })),
        "unique", (index, environment, name, settings) -> filter(name, RemoveDuplicatesTokenFilter::new));
  }

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of("uax_url_email", (index, environment, name, settings) ->
        TokenizerFactory.newFactory(name, UAX29URLEmailTokenizer::new));
  }

  private static TokenFilterFactory filter(String name, java.util.function.UnaryOperator<TokenStream> wrap) {
    return new TokenFilterFactory() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public TokenStream create(TokenStream stream) {
        return wrap.apply(stream);
      }
    };
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
