# How alike a prospect is to those who bought.
buyer-profile-township = township
buyer-profile-house-type = house type
buyer-profile-area = area in m²
buyer-profile-heating = heating
buyer-profile-income-band = income band
buyer-profile-channel = channel
buyer-profile-reason = reason for buying
buyer-profile-model = model
buyer-profile-buyers = Compared with { $n } { $n ->
    [one] buyer
   *[other] buyers
}.
buyer-profile-hidden = { $attribute }: { $n } { $n ->
    [one] value
   *[other] values
} with fewer than { $least } buyers not shown
buyer-profile-hidden-too = { $attribute }: one more value not shown, or the few could be worked out
buyer-profile-like = { $attribute }: { $value }, as { $percent } % of buyers; similarity { $similarity }
buyer-profile-unlike = { $attribute }: { $value }, which fewer than { $least } buyers share; most common is { $common }
buyer-profile-not-compared = Not compared: { $attribute } (not known, too few buyers, share not shown, or not to be counted)
buyer-profile-score = Similarity { $score } of 100
buyer-profile-no-score = Nothing could be compared, so there is no similarity.
buyer-profile-no-price = The similarity shows whom to call first; prices and service never depend on it.
