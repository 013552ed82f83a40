import { n as realPathWithin, t as readBounded } from "./bounded-file2.js";

export { readBounded };