import * as z from 'zod/mini';
import type { Examination } from '../../ports.ts';
import type { Product } from './authorization.ts';
import { type Asker, untold } from './questions.ts';

/** Which writer is looked at. */
interface Writer {
  readonly product: Product;
  readonly prefix: string;
  /** Of the month. */
  readonly index: string;
}

/** Privileges by which documents that are there can be changed or taken away. */
const ALTERING = ['index', 'write', 'delete', 'delete_index', 'manage'] as const;
/** Privileges by which a coming month's index can come into being. */
const STARTING = ['auto_configure', 'create_index', 'manage'] as const;
/** Privileges over what the set-up installs. */
const RULING = ['manage_ingest_pipelines', 'manage_index_templates', 'manage_security'] as const;

const HasPrivileges = z.object({
  cluster: z.record(z.string(), z.boolean()),
  index: z.record(z.string(), z.record(z.string(), z.boolean())),
});
const AuthInfo = z.object({ roles: z.array(z.string()) });

/** Whether the credentials are taken, and what they may do: enough, and nothing more. Never raises. */
export function examineRights(ask: Asker, writer: Writer): Promise<Examination[]> {
  return writer.product === 'opensearch' ? openSearchRights(ask, writer) : elasticsearchRights(ask, writer);
}

/** After Elasticsearch's has privileges API, which everybody may ask about themselves. */
async function elasticsearchRights(ask: Asker, { index }: Writer): Promise<Examination[]> {
  const told = await ask({
    method: 'POST',
    path: '/_security/user/_has_privileges',
    body: { cluster: RULING, index: [{ names: [index], privileges: ['create_doc', ...STARTING, ...ALTERING] }] },
    schema: HasPrivileges,
  });
  if (told.kind === 'obstacle') return [told.obstacle];
  if (told.kind === 'denied') return [refusedCredentials('an API key, or a user name and a password')];
  if (told.kind === 'strange') return [unguarded('turn on xpack.security')];
  if (told.kind !== 'told') return [untold('credentials', told)];
  const may = told.value.index[index] ?? {};
  const rules = RULING.filter((name) => told.value.cluster[name]);
  const alters = [...ALTERING.filter((name) => may[name]), ...rules];
  return [
    { check: 'credentials', result: 'fine', says: 'the cluster takes the credentials' },
    may.create_doc
      ? { check: 'creating', result: 'fine', says: `the credentials may create documents in ${index}` }
      : {
          check: 'creating',
          result: 'failed',
          says: `the credentials may not create documents in ${index}`,
          mend: 'give the writer the role that doorlog setup elasticsearch installs',
        },
    STARTING.some((name) => may[name])
      ? { check: 'next month', result: 'fine', says: 'the credentials may start a new month’s index' }
      : {
          check: 'next month',
          result: 'warning',
          says: 'the credentials may not start a new month’s index, so that records are refused from then on',
          mend: 'give the writer auto_configure',
        },
    alters.length === 0
      ? { check: 'altering', result: 'fine', says: 'the credentials may not change or delete what is there' }
      : {
          check: 'altering',
          result: 'warning',
          says: `whoever gets hold of these credentials can change the log (${alters.join(', ')})`,
          mend: 'deliver with a writer that has nothing but the role of doorlog setup elasticsearch',
        },
  ];
}

/** OpenSearch tells users their roles, not what these allow. */
async function openSearchRights(ask: Asker, { prefix }: Writer): Promise<Examination[]> {
  const told = await ask({ path: '/_plugins/_security/authinfo', schema: AuthInfo });
  if (told.kind === 'obstacle') return [told.obstacle];
  if (told.kind === 'denied') return [refusedCredentials('a user name and a password')];
  if (told.kind === 'strange') return [unguarded('install OpenSearch’s security plugin')];
  if (told.kind !== 'told') return [untold('credentials', told)];
  const { roles } = told.value;
  const taken: Examination = { check: 'credentials', result: 'fine', says: 'the cluster takes the credentials' };
  const mayAll = roles.includes('all_access');
  const hasRole = mayAll || roles.includes(`${prefix}_writer`);
  const creating: Examination = hasRole
    ? { check: 'creating', result: 'fine', says: 'the user has a role that may create documents' }
    : {
        check: 'creating',
        result: 'unknown',
        says: `the user has not the role ${prefix}_writer, and OpenSearch does not tell what its roles allow`,
        mend: 'map the user to the role that doorlog setup opensearch installs',
      };
  const altering: Examination = mayAll
    ? {
        check: 'altering',
        result: 'warning',
        says: 'whoever gets hold of these credentials can change the log (all_access)',
        mend: 'deliver with a writer that has nothing but the role of doorlog setup opensearch',
      }
    : {
        check: 'altering',
        result: 'warning',
        says: 'OpenSearch lets whoever may create a document write over it too',
        mend: 'deliver to a store with a lock as well, such as s3',
        inherent: true,
      };
  return [taken, creating, altering];
}

function refusedCredentials(which: string): Examination {
  const says = 'the cluster does not take the credentials, or none were given';
  return { check: 'credentials', result: 'failed', says, mend: `give ${which} that it knows` };
}

function unguarded(mend: string): Examination {
  const says = 'the cluster asks nobody to sign in, so that whoever reaches it can change the log';
  return { check: 'credentials', result: 'warning', says, mend };
}
