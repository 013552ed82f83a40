import { testFaults } from './play-faults.ts';
import { openSearchUnderTest } from './stores/elasticsearch.ts';

testFaults(openSearchUnderTest);
