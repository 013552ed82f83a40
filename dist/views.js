import { n as viewAt, t as attestedView } from "./views2.js";

export { attestedView, viewAt };