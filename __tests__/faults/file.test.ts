import { testFaults } from './play-faults.ts';
import { fileUnderTest } from './stores/file.ts';

testFaults(fileUnderTest);
