# buyer_profile
