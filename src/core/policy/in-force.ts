import type { CustomRule, Policy, Waiver, When } from '../../model/policy.ts';
import type { Severity } from '../../model/severity.ts';
import type { PolicyLayer, Verdict } from '../../model/verdict.ts';
import type { Strictness } from '../judge.ts';
import type { Rule } from '../rule.ts';
import type { Position } from '../workflow/yaml-tree.ts';

/** A rule with the severity and parameters that the policy gives it. */
export interface RuleInForce {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether the policy itself names the severity: then nothing raises it. */
  readonly isSeverityFixed?: boolean;
  readonly params: unknown;
  readonly when?: When;
  /** Left out: the repository's. */
  readonly layer?: PolicyLayer;
}

/** A rule in CEL with whose policy it stands in. */
export interface CustomRuleInForce {
  readonly definition: CustomRule;
  readonly layer: PolicyLayer;
}

/** A waiver with whose policy it stands in: it reaches only rules of that layer. */
export interface WaiverInForce {
  readonly waiver: Waiver;
  readonly layer: PolicyLayer;
  /** Line of its file that it begins on. */
  readonly line?: number;
}

/** The organisation's policy that a repository's extends: a file at a commit, which somebody else has to fetch. */
export interface OrganizationRef {
  /** Owner and name. */
  readonly repository: string;
  readonly path: string;
  /** 40 hex digits. */
  readonly commit: string;
}

/** The file that a policy was read from, for whoever has to point into it. */
export interface PolicySource {
  readonly name: string;
  readonly policy: Policy;
  /** Ids of the rules that its templates bring, whatever it makes of them. */
  readonly inherited: ReadonlySet<string>;
  /** Where the value at a path stands, or the nearest one around it. */
  at(path: readonly PropertyKey[]): Position;
}

/** A policy ready to judge by, and where it came from. */
export interface PolicyInForce {
  readonly origin: Verdict['policy'];
  /** Where the organisation's policy came from, where it has been put beside this one. */
  readonly organization?: Verdict['organizationPolicy'];
  /** The same for the one that the repository's own extends, where its organisation demands another. */
  readonly extended?: Verdict['extendedPolicy'];
  /** The organisation's policy that has to be put beside this one by `withOrganization` before anything is judged. */
  readonly organizationRef?: OrganizationRef;
  readonly rules: readonly RuleInForce[];
  readonly custom?: readonly CustomRuleInForce[];
  readonly waivers?: readonly WaiverInForce[];
  /** Severity from which a failed rule counts as a violation; left out, any. */
  readonly failFrom?: Severity;
  /** Patterns of environments in which findings weigh more; left out, those with `prod` in their names. */
  readonly productionEnvironments?: readonly string[];
  /** The same for the organisation's rules. */
  readonly organizationEnvironments?: readonly string[];
  readonly strictness: Partial<Pick<Strictness, 'onViolation' | 'onUnknown' | 'onError'>>;
  /** Left out where no file was read. */
  readonly source?: PolicySource;
}
