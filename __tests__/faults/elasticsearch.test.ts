import { testFaults } from './play-faults.ts';
import { elasticsearchUnderTest } from './stores/elasticsearch.ts';

testFaults(elasticsearchUnderTest);
