import { a as Gap, c as RecordLink, d as StartLink, i as Drift, l as Recorder, n as CheckpointLink, o as GapReason, r as Disagreement, s as Outcome, t as AccessRecord, u as Snapshot } from "./access-record.js";

export { AccessRecord, CheckpointLink, Disagreement, Drift, Gap, GapReason, Outcome, RecordLink, Recorder, Snapshot, StartLink };