import { testFaults } from './play-faults.ts';
import { acknowledgingSplunkUnderTest, splunkUnderTest } from './stores/splunk.ts';

testFaults(splunkUnderTest);
testFaults(acknowledgingSplunkUnderTest);
