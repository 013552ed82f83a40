import { t as require_error } from "./tuf-js.js";

export default require_error();

export {  };