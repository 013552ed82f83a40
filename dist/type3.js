import { n as OpenSearchSinkConfig, r as openSearchType, t as OPENSEARCH_MEND } from "./type4.js";

export { openSearchType };