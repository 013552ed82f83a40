export { deploymentWorld, person, signedCommit, type WorldChanges } from './deployment-world.ts';
export { dispatchEvent, pullRequestEvent, pushEvent } from './world-events.ts';
export * from './world-types.ts';
export * from './world-variants.ts';
