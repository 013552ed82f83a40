import { testFaults } from './play-faults.ts';
import { splunkUnderTest } from './stores/splunk.ts';

testFaults(splunkUnderTest);
