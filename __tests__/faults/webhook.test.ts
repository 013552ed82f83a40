import { testFaults } from './play-faults.ts';
import { webhookUnderTest } from './stores/webhook.ts';

testFaults(webhookUnderTest);
