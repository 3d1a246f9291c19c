/** Institutions of one level below which all with wards are the peers: the only county hospital is no peer of its own. */
export const FEWEST_PEERS = 4;
