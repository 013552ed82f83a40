import { testFaults } from './play-faults.ts';
import { s3UnderTest } from './stores/s3.ts';

testFaults(s3UnderTest);
