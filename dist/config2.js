import { t as parseAlerts } from "./config.js";

export { parseAlerts };