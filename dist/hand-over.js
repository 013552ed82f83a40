import { n as handedOver, t as handOver } from "./hand-over2.js";

export { handOver };