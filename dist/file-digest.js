import { t as digestOfFile } from "./file-digest2.js";

export { digestOfFile };