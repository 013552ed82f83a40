/** How many alerts a state remembers: it must fit into an environment variable, and what is left out is told again. */
export const MOST_ALERTED = 50;
