import { t as createKeylessSigner } from "./keyless.js";

export { createKeylessSigner };