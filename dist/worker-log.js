import { u as readWorkerLogPermissions } from "./hook.js";

export { readWorkerLogPermissions };