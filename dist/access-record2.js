import { a as GapReason, c as Snapshot, i as Gap, l as StartLink, n as CheckpointLink, o as Outcome, r as Drift, s as Recorder, t as AccessRecord } from "./access-record.js";

export { AccessRecord, CheckpointLink, Drift, Gap, GapReason, Outcome, Recorder, Snapshot, StartLink };