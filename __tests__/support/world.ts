export { deploymentWorld, type WorldChanges } from './deployment-world.ts';
export type * from './world-types.ts';
export * from './world-variants.ts';
