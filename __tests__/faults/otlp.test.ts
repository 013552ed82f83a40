import { testFaults } from './play-faults.ts';
import { otlpUnderTest } from './stores/otlp.ts';

testFaults(otlpUnderTest);
