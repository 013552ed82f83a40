import { testFaults } from './play-faults.ts';
import { syslogUnderTest } from './stores/syslog.ts';

testFaults(syslogUnderTest);
