<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Fields|Forms|MapTips|AttributeTable">
 <aliases>
  @[aliases]
 </aliases>
 <previewExpression>coalesce(attribute(get_feature('coverage_' || "layer", 'id', "finding"), 'message'), "finding" || ' – ' || "perimeter")</previewExpression>
</qgis>
