# warranty_remedy
