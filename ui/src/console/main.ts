import '@/shared/theme'
import { applyLook, followSystem } from '@/shared/theme'

applyLook('light', 'standard')
followSystem()
