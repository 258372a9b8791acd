<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Fields|Forms|MapTips|AttributeTable">
 @<finding_form.xml>
 <previewExpression>"message"</previewExpression>
</qgis>
