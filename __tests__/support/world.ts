export { deploymentWorld, type WorldChanges } from './deployment-world.ts';
export * from './world-triggers.ts';
export type * from './world-types.ts';
export * from './world-variants.ts';
