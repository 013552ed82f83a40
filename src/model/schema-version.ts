/** Version of the record's schema; readers accept every version that was ever published. */
export const SCHEMA_VERSION = '1';
