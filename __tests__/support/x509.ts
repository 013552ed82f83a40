/** The certificate library needs its polyfill to be there first; hence one door to it. */
import 'reflect-metadata';

export * from '@peculiar/x509';
