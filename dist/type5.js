import { n as s3Type, t as S3SinkConfig } from "./type6.js";

export { s3Type };