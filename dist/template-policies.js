import { t as TEMPLATES } from "./template-policies2.js";

export { TEMPLATES };