/** What can be done with parts in the shop. */
export type StockAct = 'receive' | 'count' | 'send'
