import { n as namesOf, r as policyFor, t as nameOf } from "./chosen-policy.js";

export { nameOf, namesOf, policyFor };